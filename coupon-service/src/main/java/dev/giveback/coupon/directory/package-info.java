/**
 * The read models of campaigns: which campaign a code belongs to, lists, and days. The registry of codes is written before a campaign is
 * created; all else follows the journal.
 */
@NullMarked
package dev.giveback.coupon.directory;

import org.jspecify.annotations.NullMarked;
