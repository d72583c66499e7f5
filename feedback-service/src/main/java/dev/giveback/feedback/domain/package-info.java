/** Who may be contacted when, what was answered and what follows of it: pure rules over recorded facts. Time, chance and facts come from outside. */
@NullMarked
package dev.giveback.feedback.domain;

import org.jspecify.annotations.NullMarked;
