/**
 * The config language: study files in HOCON, in which ranges may stand in place of values, read by
 * asking for each key so that every mistake is found at once.
 */
package drover.core.config;
