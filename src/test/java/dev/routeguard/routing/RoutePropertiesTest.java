package dev.routeguard.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routeguard.estate.Estate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for all estates and changes, tried on many; a failure names its seed. */
class RoutePropertiesTest {
  private static final int SEEDS = 150;

  @Test
  void nothing_changes_between_an_estate_and_itself() {
    forEach(
        estates -> {
          var diff = RouteDiff.between(estates.before(), estates.before());
          assertThat(diff.deltas()).isEmpty();
        });
  }

  /**
   * One difference stands for all requests of a match, and a match that is gone can only be named
   * on one side: so each difference is found again at the route that answered its witness before or
   * after.
   */
  @Test
  void the_way_back_mirrors_the_way_there() {
    forEach(
        estates -> {
          var before = RouteTables.of(estates.before());
          var after = RouteTables.of(estates.after());
          var there = RouteDiff.between(before, after).deltas();
          var back = RouteDiff.between(after, before).deltas();
          there.forEach(delta -> assertMirrored(delta, back, before, after));
          back.forEach(delta -> assertMirrored(delta, there, after, before));
        });
  }

  private static void assertMirrored(
      RouteDelta delta, List<RouteDelta> back, RouteTables before, RouteTables after) {
    var answering =
        Stream.of(before, after)
            .map(tables -> tables.explain(delta.entry(), delta.witness()).candidates())
            .flatMap(candidates -> candidates.stream().limit(1))
            .map(RoutedMatch::match)
            .toList();
    var mirrored =
        back.stream()
            .filter(other -> other.entry().equals(delta.entry()))
            .filter(other -> answering.contains(other.match()));
    assertThat(mirrored).as(delta.toString()).isNotEmpty();
  }

  @Test
  void what_is_lost_without_a_stand_in_is_gained_on_the_way_back() {
    forEach(
        estates -> {
          var back = RouteDiff.between(estates.after(), estates.before());
          var gained = back.of(RouteDelta.Type.GAINED).stream().map(RoutePropertiesTest::place);
          var there = RouteDiff.between(estates.before(), estates.after());
          var lost =
              there.of(RouteDelta.Type.LOST).stream()
                  .filter(delta -> delta.after() instanceof Outcome.Status)
                  .filter(delta -> back.deltas().stream().noneMatch(d -> isWorse(d, delta)))
                  .map(RoutePropertiesTest::place);
          assertThat(gained.toList()).containsAll(lost.toList());
        });
  }

  /**
   * Of several differences of one match the worst is told, which may be another on the way back.
   */
  private static boolean isWorse(RouteDelta back, RouteDelta lost) {
    return back.type() != RouteDelta.Type.GAINED && place(back).equals(place(lost));
  }

  private static List<Object> place(RouteDelta delta) {
    return List.of(delta.entry(), delta.match());
  }

  @Test
  void every_witness_is_answered_differently_before_and_after() {
    forEach(
        estates -> {
          var before = RouteTables.of(estates.before());
          var after = RouteTables.of(estates.after());
          for (RouteDelta delta : RouteDiff.between(before, after).deltas()) {
            var old = before.answer(delta.entry(), delta.witness());
            var now = after.answer(delta.entry(), delta.witness());
            assertThat(Answers.same(old, now)).as(delta.toString()).isFalse();
            assertThat(delta.before()).as("before").isEqualTo(old);
            assertThat(delta.after()).as("after").isEqualTo(now);
          }
        });
  }

  @Test
  void an_estate_grown_change_by_change_has_the_tables_of_one_built_at_once() {
    forEach(
        estates -> {
          var built = estates.before();
          var grown = estates.grown();
          assertThat(grown.objects()).isEqualTo(built.objects());
          assertThat(tables(grown)).isEqualTo(tables(built));
        });
  }

  @Test
  void a_diff_does_not_depend_on_how_its_estates_came_about() {
    forEach(
        estates -> {
          var built = RouteDiff.between(estates.before(), estates.after());
          var grown = estates.grown();
          assertThat(RouteDiff.between(grown, estates.after())).isEqualTo(built);
          assertThat(RouteDiff.between(grown, estates.grownOn(grown))).isEqualTo(built);
        });
  }

  /** Nothing that differs is missed: asked at every border request of every route on all hosts. */
  @Test
  void where_the_diff_is_silent_all_requests_are_answered_alike() {
    forEach(
        estates -> {
          var before = RouteTables.of(estates.before());
          var after = RouteTables.of(estates.after());
          var silent = new HashSet<>(before.entries());
          silent.addAll(after.entries());
          RouteDiff.between(before, after).deltas().forEach(d -> silent.remove(d.entry()));
          silent.forEach(entry -> assertSame(entry, before, after));
        });
  }

  private static void assertSame(Entry entry, RouteTables before, RouteTables after) {
    var hosts = new HashSet<>(before.hostsOf(entry));
    hosts.addAll(after.hostsOf(entry));
    for (String written : hosts) {
      var host = before.concrete(entry, written, after);
      for (RouteTables tables : List.of(before, after)) {
        for (Route route : tables.table(entry, host).ranked()) {
          for (Request request : Witnesses.requests(route, host)) {
            var old = before.answer(entry, request);
            var now = after.answer(entry, request);
            assertThat(Answers.same(old, now))
                .as("%s at %s: %s, %s", request, entry, old, now)
                .isTrue();
          }
        }
      }
    }
  }

  /** All that the tables of an estate hold, in their order. */
  private static List<Object> tables(Estate estate) {
    var tables = RouteTables.of(estate);
    var found = new ArrayList<Object>();
    for (Entry entry : tables.entries()) {
      for (String host : tables.hostsOf(entry)) {
        var table = tables.table(entry, tables.concrete(entry, host, tables));
        table.ranked().forEach(route -> found.add(List.of(entry, route)));
        table.notes().forEach(note -> found.add(List.of(entry, note)));
      }
    }
    return found;
  }

  private static void forEach(Consumer<RandomEstates> property) {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        property.accept(new RandomEstates(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
