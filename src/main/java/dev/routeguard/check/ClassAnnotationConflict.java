package dev.routeguard.check;

import dev.routeguard.estate.Kind;
import java.util.List;

/** D03. Controllers differ in which of the two they follow, so two may serve it or none. */
public final class ClassAnnotationConflict implements StateCheck {
  static final String NAME = "class-annotation-conflict";
  private static final String KEY = "kubernetes.io/ingress.class";

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "D03",
          NAME,
          "Class annotation and field differ",
          Severity.MEDIUM,
          "An Ingress names one class by annotation and another by field.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Scope scope, Parameters parameters) {
    return scope
        .present(Kind.INGRESS)
        .filter(ingress -> ingress.annotations().containsKey(KEY))
        .filter(ingress -> !ingress.text("spec", "ingressClassName").isEmpty())
        .filter(
            ingress ->
                !ingress.text("spec", "ingressClassName").equals(ingress.annotations().get(KEY)))
        .map(
            ingress ->
                Found.at(
                    DESCRIPTION,
                    ingress.ref(),
                    KEY,
                    "metadata.annotations[%s]".formatted(KEY),
                    "%s is of class %s by annotation and of class %s by field"
                        .formatted(
                            ingress.ref(),
                            ingress.annotations().get(KEY),
                            ingress.text("spec", "ingressClassName")),
                    "Remove the annotation."))
        .toList();
  }
}
