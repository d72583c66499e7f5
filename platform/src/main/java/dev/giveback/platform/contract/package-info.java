/** What every published contract needs: the content of a request as a number, what a build understands of it, amounts, and failures. */
@NullMarked
package dev.giveback.platform.contract;

import org.jspecify.annotations.NullMarked;
