@NullMarked
package dev.giveback.feedback.domain;

import org.jspecify.annotations.NullMarked;
