package org.plumbline.verifier.layerwise;

/** Walks the points of a grid of manipulations. */
interface Search {
  SearchResult search(SearchState state);
}
