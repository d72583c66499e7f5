/** What the rule about suites over processes must catch. */
@NullMarked
package dev.giveback.torture.process.planted;

import org.jspecify.annotations.NullMarked;
