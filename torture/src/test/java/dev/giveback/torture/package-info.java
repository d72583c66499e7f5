/** What runs the suites is tried with suites of a few lines; and every suite in its small size. */
@NullMarked
package dev.giveback.torture;

import org.jspecify.annotations.NullMarked;
