package dev.routeguard.cli;

import dev.routeguard.api.v1alpha1.Limits;
import dev.routeguard.api.v1alpha1.Person;
import dev.routeguard.estate.Actor;
import dev.routeguard.estate.Tree;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;

/** Who the cluster takes us for, by a SelfSubjectReview (KEP-3325). */
final class Whoami {
  private static final String API_VERSION = "authentication.k8s.io/v1";
  private static final String KIND = "SelfSubjectReview";

  private Whoami() {}

  static Actor ask(KubernetesClient client) {
    var question = Map.of("apiVersion", API_VERSION, "kind", KIND);
    var path = "/apis/" + API_VERSION + "/selfsubjectreviews";
    @SuppressWarnings("unchecked")
    Map<String, Object> answer =
        client
            .getKubernetesSerialization()
            .unmarshal(client.raw(path, "POST", question), Map.class);
    var user = Tree.map(Tree.map(answer, "status"), "userInfo");
    return new Actor(Tree.text(user, "username"), Tree.texts(user, "groups"), "");
  }

  static Person person(Actor actor) {
    var person = new Person();
    person.user = actor.user();
    person.groups = actor.groups().stream().limit(Limits.GROUPS).toList();
    return person;
  }
}
