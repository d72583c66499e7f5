/** The console in a real browser, with a whole Giveback behind it. */
@org.jspecify.annotations.NullMarked
package dev.giveback.console;
