/** Classes of ours that many threads use at once, used by many threads at once; and the same classes with a lock taken off. */
@NullMarked
package dev.giveback.torture.concurrency;

import org.jspecify.annotations.NullMarked;
