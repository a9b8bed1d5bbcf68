package dev.routeguard.check;

import dev.routeguard.estate.Change;
import dev.routeguard.estate.Fingerprint;
import dev.routeguard.estate.KubernetesObject;
import java.util.List;
import java.util.stream.Stream;

/** G06. The next synchronisation undoes it. Where the user is unknown nothing is said. */
public final class GitopsObjectEdited implements ChangeCheck {
  static final String NAME = "gitops-object-edited";
  private static final List<String> TRACKS =
      List.of(
          "argocd.argoproj.io/tracking-id",
          "argocd.argoproj.io/instance",
          "kustomize.toolkit.fluxcd.io/name",
          "helm.toolkit.fluxcd.io/name");
  private static final List<String> CONTROLLERS =
      List.of(":argocd-application-controller", ":kustomize-controller", ":helm-controller");

  private static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "G06",
          NAME,
          "GitOps object edited by hand",
          Severity.MEDIUM,
          "An object that Argo CD or Flux keeps is changed by somebody else.",
          List.of());

  @Override
  public CheckDescription description() {
    return DESCRIPTION;
  }

  @Override
  public List<Found> find(Situation situation, Parameters parameters) {
    return situation.changes().stream()
        .filter(change -> !change.actor().user().isEmpty())
        .filter(change -> change.before() != null && isTracked(change.before()))
        .filter(change -> change.after() == null || isMeant(change))
        .filter(change -> CONTROLLERS.stream().noneMatch(change.actor().user()::endsWith))
        .map(
            change ->
                Found.at(
                    DESCRIPTION,
                    change.ref(),
                    "edited",
                    "metadata",
                    "%s is kept from Git and is changed by %s"
                        .formatted(change.ref(), change.actor().user()),
                    "Change it in Git."))
        .toList();
  }

  private static boolean isMeant(Change change) {
    return change.before() != null
        && change.after() != null
        && !Fingerprint.same(change.before(), change.after());
  }

  private static boolean isTracked(KubernetesObject object) {
    return Stream.concat(object.annotations().keySet().stream(), object.labels().keySet().stream())
        .anyMatch(key -> TRACKS.stream().anyMatch(key::startsWith));
  }
}
