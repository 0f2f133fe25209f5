package drover.core.config;

import drover.core.Goal;
import drover.core.ObjectiveType.Plan;
import java.util.ArrayList;
import java.util.List;

/** Reads what a study wants: {@code objective.maximise} and {@code objective.minimise}. */
public final class Goals {

  private Goals() {}

  /** The goals, those to maximise first; the plan's own if the study file names none. */
  public static List<Goal> read(Section objective, Plan plan) {
    List<Goal> goals = new ArrayList<>();
    add("maximise", true, objective, plan, goals);
    add("minimise", false, objective, plan, goals);
    return goals.isEmpty() ? List.of(plan.defaultGoal()) : List.copyOf(goals);
  }

  private static void add(
      String key, boolean maximise, Section objective, Plan plan, List<Goal> goals) {
    if (!objective.has(key)) {
      return;
    }
    for (String metric : objective.texts(key)) {
      if (!plan.metrics().isEmpty() && !plan.metrics().contains(metric)) {
        String guess = DidYouMean.among(plan.metrics(), metric);
        String hint = guess.isEmpty() ? "; there are " + String.join(", ", plan.metrics()) : guess;
        objective.mistake(key, "unknown metric '" + metric + "'" + hint);
      } else if (goals.stream().anyMatch(goal -> goal.metric().equals(metric))) {
        objective.mistake(key, "'" + metric + "' is a goal already");
      } else {
        goals.add(new Goal(metric, maximise));
      }
    }
  }
}
