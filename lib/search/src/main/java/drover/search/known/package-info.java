/**
 * Points that are known before a search begins: those the user enqueues, those of earlier studies.
 */
package drover.search.known;
