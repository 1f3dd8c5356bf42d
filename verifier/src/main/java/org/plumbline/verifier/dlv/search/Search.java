package org.plumbline.verifier.dlv.search;

/** Walks the points of a grid of manipulations. */
public interface Search {
  SearchResult search(SearchState state);
}
