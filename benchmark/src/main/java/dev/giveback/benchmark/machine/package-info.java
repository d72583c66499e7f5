/** What the machine is and what its processes use, as the operating system tells it. */
@NullMarked
package dev.giveback.benchmark.machine;

import org.jspecify.annotations.NullMarked;
