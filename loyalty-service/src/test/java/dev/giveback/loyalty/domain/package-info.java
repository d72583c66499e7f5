@NullMarked
package dev.giveback.loyalty.domain;

import org.jspecify.annotations.NullMarked;
