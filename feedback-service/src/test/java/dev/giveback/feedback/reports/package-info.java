@NullMarked
package dev.giveback.feedback.reports;

import org.jspecify.annotations.NullMarked;
