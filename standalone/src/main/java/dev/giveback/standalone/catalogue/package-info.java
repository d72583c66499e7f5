/** A shop's file of products, and how it is brought into a program's catalogue. */
@NullMarked
package dev.giveback.standalone.catalogue;

import org.jspecify.annotations.NullMarked;
