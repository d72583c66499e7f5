/** Several nodes of one service: how they find each other, who may talk to them, and how what they say is written. */
@NullMarked
package dev.giveback.platform.cluster;

import org.jspecify.annotations.NullMarked;
