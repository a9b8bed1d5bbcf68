package dev.routeguard.policy.library;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Functions for expressions: how each is declared and what it does, side by side. A function says
 * with an {@link IllegalArgumentException} that it has no value for its arguments.
 */
public final class FunctionLibrary implements CelCompilerLibrary, CelRuntimeLibrary {
  private final String prefix;
  private final List<CelFunctionDecl> declarations = new ArrayList<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  /**
   * Empty at first.
   *
   * @param prefix of the names under which the language knows one form of a function from another
   */
  FunctionLibrary(String prefix) {
    this.prefix = prefix;
  }

  /** The libraries of Kubernetes, all of them. */
  public static List<FunctionLibrary> kubernetes() {
    return List.of(
        Urls.library(),
        IpAddresses.library(),
        Cidrs.library(),
        Quantities.library(),
        SemanticVersions.library(),
        RegexSearch.library(),
        ListFunctions.library(),
        StringFormat.library(),
        NamedFormats.library());
  }

  /** A Java class and the type that expressions know its values by. */
  record Type<T>(Class<T> javaClass, CelType celType) {}

  FunctionLibrary function(String name, CelType result, Supplier<Object> body) {
    var id = id(name);
    declare(name, CelOverloadDecl.newGlobalOverload(id, result));
    bindings.add(CelFunctionBinding.from(id, List.of(), arguments -> body.get()));
    return this;
  }

  <A> FunctionLibrary function(
      String name, CelType result, Type<A> argument, Function<A, Object> body) {
    var id = id(name);
    declare(name, CelOverloadDecl.newGlobalOverload(id, result, argument.celType()));
    bindings.add(CelFunctionBinding.from(id, argument.javaClass(), body::apply));
    return this;
  }

  <A, B> FunctionLibrary function(
      String name, CelType result, Type<A> first, Type<B> second, BiFunction<A, B, Object> body) {
    var id = id(name);
    declare(name, CelOverloadDecl.newGlobalOverload(id, result, first.celType(), second.celType()));
    bindings.add(CelFunctionBinding.from(id, first.javaClass(), second.javaClass(), body::apply));
    return this;
  }

  <A> FunctionLibrary method(
      String name, CelType result, Type<A> target, Function<A, Object> body) {
    var id = id(name);
    declare(name, CelOverloadDecl.newMemberOverload(id, result, target.celType()));
    bindings.add(CelFunctionBinding.from(id, target.javaClass(), body::apply));
    return this;
  }

  <A, B> FunctionLibrary method(
      String name,
      CelType result,
      Type<A> target,
      Type<B> argument,
      BiFunction<A, B, Object> body) {
    var id = id(name);
    declare(
        name, CelOverloadDecl.newMemberOverload(id, result, target.celType(), argument.celType()));
    bindings.add(
        CelFunctionBinding.from(id, target.javaClass(), argument.javaClass(), body::apply));
    return this;
  }

  /** A method with as many arguments as it likes, the target first. */
  FunctionLibrary method(
      String name, CelType result, List<Type<?>> arguments, CelFunctionOverload body) {
    var id = id(name);
    declare(
        name,
        CelOverloadDecl.newMemberOverload(
            id, result, arguments.stream().map(Type::celType).toList()));
    var classes = new ArrayList<Class<?>>();
    arguments.forEach(argument -> classes.add(argument.javaClass()));
    bindings.add(CelFunctionBinding.from(id, classes, body));
    return this;
  }

  private String id(String name) {
    return "%s_%s_%d".formatted(prefix, name.replace('.', '_'), bindings.size());
  }

  private void declare(String name, CelOverloadDecl overload) {
    declarations.add(CelFunctionDecl.newFunctionDeclaration(name, overload));
  }

  @Override
  public void setCheckerOptions(CelCheckerBuilder checker) {
    checker.addFunctionDeclarations(declarations);
  }

  @Override
  public void setRuntimeOptions(CelRuntimeBuilder runtime) {
    runtime.addFunctionBindings(bindings);
  }
}
