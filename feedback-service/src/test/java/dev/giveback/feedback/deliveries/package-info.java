@NullMarked
package dev.giveback.feedback.deliveries;

import org.jspecify.annotations.NullMarked;
