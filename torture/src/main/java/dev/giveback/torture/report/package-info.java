/** What was found, kept in a folder: figures for machines, and a page for people. */
@NullMarked
package dev.giveback.torture.report;

import org.jspecify.annotations.NullMarked;
