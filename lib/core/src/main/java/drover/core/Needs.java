package drover.core;

/**
 * What a trial takes, as far as it can be known before it runs.
 *
 * @param parameters numbers that its network learns or keeps
 * @param multiplyAdds of one forward pass of one example
 * @param memory bytes that its training holds outside the heap, at least, its batches included
 */
public record Needs(long parameters, long multiplyAdds, long memory) {}
