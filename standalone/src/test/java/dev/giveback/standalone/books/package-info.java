/**
 * What must be true of coupons and campaigns whatever raced or died: counted from the rows of both journals and from what clients saw,
 * and from nothing that the services reckon.
 */
@NullMarked
package dev.giveback.standalone.books;

import org.jspecify.annotations.NullMarked;
