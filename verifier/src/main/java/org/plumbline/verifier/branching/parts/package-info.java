/** Parts of a search, searched by others: what is cut, sent, answered and put together again. */
package org.plumbline.verifier.branching.parts;
