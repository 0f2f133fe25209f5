package drover.core.space;

/**
 * A parameter that exists only under one option of a choice.
 *
 * @param parameter name of the choice, which stands earlier in the space
 * @param option the option under which the parameter is active
 */
public record Condition(String parameter, String option) {}
