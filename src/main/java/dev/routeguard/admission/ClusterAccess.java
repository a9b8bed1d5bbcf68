package dev.routeguard.admission;

import dev.routeguard.estate.Actor;
import dev.routeguard.estate.ObjectRef;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Asks the API server by a SubjectAccessReview (kubernetes.io/docs, "Authorization Overview"). */
public final class ClusterAccess implements Access {
  private final KubernetesClient client;

  public ClusterAccess(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public boolean isAllowed(Actor actor, String verb, ObjectRef object) {
    var question =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(actor.user())
            .withGroups(actor.groups())
            .withNewResourceAttributes()
            .withVerb(verb)
            .withGroup(object.kind().group())
            .withResource(object.kind().plural())
            .withNamespace(object.namespace().isEmpty() ? null : object.namespace())
            .withName(object.name())
            .endResourceAttributes()
            .endSpec()
            .build();
    var answer = client.authorization().v1().subjectAccessReview().create(question);
    return Boolean.TRUE.equals(answer.getStatus().getAllowed());
  }
}
