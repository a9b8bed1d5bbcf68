package dev.routeguard.controlplane;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands test classes a {@link ControlPlane}: {@code @ExtendWith(ControlPlaneExtension.class)} and a
 * parameter. One is shared by all tests of the JVM and stopped after the last, so each test works
 * in namespaces of its own.
 */
public final class ControlPlaneExtension implements ParameterResolver {
  private static final Namespace SHARED = Namespace.create(ControlPlaneExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ControlPlane.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    // JUnit closes what the root store holds, after the last test class.
    return context
        .getRoot()
        .getStore(SHARED)
        .getOrComputeIfAbsent(ControlPlane.class, key -> ControlPlane.start(), ControlPlane.class);
  }
}
