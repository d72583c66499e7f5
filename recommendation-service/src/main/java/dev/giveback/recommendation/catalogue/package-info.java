/** The products of programs: their tables, imports, and what follows them. */
@NullMarked
package dev.giveback.recommendation.catalogue;

import org.jspecify.annotations.NullMarked;
