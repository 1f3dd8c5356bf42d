package org.plumbline.soundness.competition;

/**
 * All that the results of a run depend on, beside the instances.
 *
 * @param tool its name in tables
 * @param command how it is started
 * @param mostSeconds for any instance; 0 for what the list says
 * @param megabytes of resident memory; 0 for all
 * @param preferred the folder that is taken where a category has both
 */
public record RunHeader(
    String tool, String command, double mostSeconds, long megabytes, String preferred) {

  /** The time that a tool has for an instance. */
  public double seconds(CompetitionInstance instance) {
    return mostSeconds > 0 ? Math.min(mostSeconds, instance.seconds()) : instance.seconds();
  }
}
