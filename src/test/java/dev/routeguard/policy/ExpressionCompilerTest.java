package dev.routeguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.check.Manifests;
import dev.routeguard.check.Situation;
import dev.routeguard.policy.Expression.Result;
import dev.routeguard.policy.ExpressionCompiler.Compilation;
import dev.routeguard.policy.ExpressionCompiler.ResultType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionCompilerTest {
  private static final ExpressionCompiler COMPILER =
      new ExpressionCompiler(ExpressionLimits.standard());

  private static Bindings variables() {
    var estate = Manifests.estate(Manifests.CLASSES, Manifests.service("shop", "web", 1, 0));
    var change =
        Manifests.apply(
            estate,
            Manifests.ingressWith(
                "shop", "shop", "a/b: c, time: \"60\"", "", "shop.example.com", "/=web", "/x=web"));
    return ExpressionVariables.of(
        change, Situation.of(List.of(change), estate), () -> Map.of("limit", 3L));
  }

  /** The first evaluations of a process are slow whatever the expression. */
  @BeforeAll
  static void warm_up() {
    IntStream.range(0, 20).forEach(i -> evaluate("object.spec.rules.all(r, r.host != '')"));
  }

  private static Result evaluate(String source) {
    var compiled = COMPILER.compile(source, ResultType.BOOLEAN);
    assertThat(compiled).as(compiled.toString()).isInstanceOf(Compilation.Compiled.class);
    return ((Compilation.Compiled) compiled).expression().evaluate(variables());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "object.spec.rules.all(r, r.host.endsWith('.example.com'))",
        "object.spec.rules[0].http.paths.exists(p, p.path == '/x')",
        "object.spec.rules[0].http.paths[0].backend.service.port.number == 8080",
        "oldObject == null",
        "request.operation == 'CREATE' && request.userInfo.username == 'alice'",
        "'dev' in request.userInfo.groups && !request.dryRun",
        "request.kind.kind == 'Ingress' && request.namespace == 'shop' && request.name == 'shop'",
        "diff.gained.size() == 2 && diff.lost.size() == 0",
        "diff.gained.exists(d, d.path == '/x' && d.host == 'shop.example.com')",
        "diff.gained.all(d, d.witness.startsWith('GET http') && d.entry == 'class:nginx')",
        "impact.lostPercent < 10 && impact.lostPercent < 10.5",
        "impact.routes >= 0 && impact.hosts >= 0 && impact.basis != ''",
        "object.metadata.?annotations[?'nope'].orValue('none') == 'none'",
        "has(object.metadata.annotations) && object.metadata.annotations['a/b'] == 'c'",
        "int(object.metadata.annotations['time']) <= 60",
        "object.metadata.name.matches('^[a-z]+$')",
        "sets.contains([1, 2, 3], [1])",
        "math.greatest(1, 2) == 2",
        "lists.range(3).size() == 3",
        "cel.bind(h, object.spec.rules[0].host, h.split('.').size() == 3)",
        "base64.encode(b'a') == 'YQ=='",
        "regex.extract('a1', '[0-9]').orValue('') == '1'",
        "['b', 'a'].sort() == ['a', 'b'] && ['a', 'b'].join(',') == 'a,b'",
        "object != oldObject",
        "namespaceObject.metadata.name == 'shop'",
        "params.limit == 3",
        "routes.after.size() == 2 && routes.before.size() == 0",
        "routes.after.all(r, r.host == 'shop.example.com' && r.backends[0].service == 'web')",
        "request.resource.resource == 'ingresses' && request.kind.version == 'v1'",
        "request.userInfo.extra.size() == 0"
      })
  void what_people_write_works(String source) {
    assertThat(evaluate(source)).isEqualTo(new Result.Value(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "object.spec.nope == 1",
        "object.metadata.name > 3",
        "object.spec.rules[7].host == ''",
        "oldObject.spec.rules.size() > 0"
      })
  void what_can_not_be_evaluated_is_a_failure_and_no_exception(String source) {
    assertThat(evaluate(source)).isInstanceOf(Result.Failure.class);
  }

  @Test
  void a_value_that_only_shows_at_run_time_is_handed_on_as_it_is() {
    assertThat(evaluate("object.metadata.name")).isEqualTo(new Result.Value("shop"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lists.range(9999).all(a, lists.range(9999).all(b, a + b >= 0))",
        "[0,1,2,3,4,5,6,7,8,9].all(a,[0,1,2,3,4,5,6,7,8,9].all(b,[0,1,2,3,4,5,6,7,8,9].all(c,"
            + "[0,1,2,3,4,5,6,7,8,9].all(d,[0,1,2,3,4,5,6,7,8,9].all(e, true)))))",
        "lists.range(1000000000).size() > 0",
        "'a'.matches('((a{900}){900}){900}')",
        "matches('a', '(a{1000}){1000}')",
        "regex.extract('a', '(a{999}){999}').hasValue()",
        "cel.bind(a,'xxxxxxxxxx',cel.bind(b,a+a+a+a+a+a+a+a+a+a,cel.bind(c,b+b+b+b+b+b+b+b+b+b,"
            + "cel.bind(d,c+c+c+c+c+c+c+c+c+c,cel.bind(e,d+d+d+d+d+d+d+d+d+d,"
            + "cel.bind(f,e+e+e+e+e+e+e+e+e+e,cel.bind(g,f+f+f+f+f+f+f+f+f+f,g.size()>0)))))))",
        "cel.bind(a,[1,1],cel.bind(b,[a,a,a,a,a,a,a,a],cel.bind(c,[b,b,b,b,b,b,b,b],"
            + "cel.bind(d,[c,c,c,c,c,c,c,c],cel.bind(e,[d,d,d,d,d,d,d,d],"
            + "cel.bind(f,[e,e,e,e,e,e,e,e],cel.bind(g,[f,f,f,f,f,f,f,f],g == [f,f,f,f,f,f,f,f])))))))",
        "sets.contains(lists.range(9000), lists.range(9000).map(x, -x))",
        "cel.bind(a, lists.range(100).map(x, 'aaaaaaaaaa'), cel.bind(t, a.join(''),"
            + " cel.bind(u, lists.range(900).map(x, t).join(''), u.find('(a|b|c|d){0,90}(x){0,90}$') == '')))",
        "cel.bind(a,[1,1,1,1,1,1,1,1],cel.bind(b,a+a+a+a+a+a+a+a,cel.bind(c,b+b+b+b+b+b+b+b,"
            + "cel.bind(d,c+c+c+c+c+c+c+c,cel.bind(e,d+d+d+d+d+d+d+d,cel.bind(f,e+e+e+e+e+e+e+e,"
            + "(f+f+f+f+f+f+f+f).size() > 0))))))",
        "cel.bind(a,[1,1],cel.bind(b,[a,a,a,a,a,a,a,a],cel.bind(c,[b,b,b,b,b,b,b,b],"
            + "cel.bind(d,[c,c,c,c,c,c,c,c],cel.bind(e,[d,d,d,d,d,d,d,d],"
            + "cel.bind(f,[e,e,e,e,e,e,e,e],cel.bind(g,[f,f,f,f,f,f,f,f],'%s'.format([g]) != '')))))))",
        "lists.range(9000).map(x, x % 7).distinct().size() > 0"
      })
  void a_bomb_is_ended_by_its_budget(String source) {
    var compiled = (Compilation.Compiled) COMPILER.compile(source, ResultType.BOOLEAN);
    var result = compiled.expression().evaluate(variables());
    assertThat(result).isInstanceOf(Result.Failure.class);
    assertThat(((Result.Failure) result).why())
        .matches("(?s).*(budget exceeded|Iteration budget exceeded).*");
  }

  @Test
  void many_small_expressions_can_not_do_together_what_one_may_not() {
    var compiled =
        (Compilation.Compiled)
            COMPILER.compile(
                "lists.range(90).all(a, lists.range(90).all(b, a + b >= 0))", ResultType.BOOLEAN);
    var shared = variables();
    assertThat(Stream.generate(() -> compiled.expression().evaluate(shared)).limit(5_000))
        .anyMatch(result -> result.toString().contains("expressions of this policy together"));
  }

  @Test
  @Tag("many-threads")
  void one_program_serves_many_threads() {
    var compiled =
        (Compilation.Compiled)
            COMPILER.compile("object.spec.rules.all(r, r.host != '')", ResultType.BOOLEAN);
    assertThat(
            IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> compiled.expression().evaluate(variables())))
        .containsOnly(new Result.Value(true));
  }

  @Test
  void an_expression_knows_what_it_reads() {
    var compiled =
        (Compilation.Compiled)
            COMPILER.compile("object.a == 1 || impact.routes > 1", ResultType.BOOLEAN);
    assertThat(compiled.expression().variables()).containsExactlyInAnyOrder("object", "impact");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a{900}){900}", "((a{99}b){99}c){99}", "(x{2000,}){2}", "[a-z]{9999}"})
  void large_regular_expressions_are_seen_before_they_are_compiled(String pattern) {
    assertThat(RegexSize.estimate(pattern)).isGreaterThan(2_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$",
        "^(/[A-Za-z0-9_.~%-]+)*/?$",
        "a{2}{3",
        "[]{}]",
        ")))(("
      })
  void ordinary_and_broken_ones_are_small(String pattern) {
    assertThat(RegexSize.estimate(pattern)).isLessThan(1_000);
  }
}
