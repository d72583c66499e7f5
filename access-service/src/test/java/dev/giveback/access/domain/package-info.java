/** Tests of this package, from inside it. */
@NullMarked
package dev.giveback.access.domain;

import org.jspecify.annotations.NullMarked;
