@NullMarked
package dev.giveback.loyalty.domain.pricing;

import org.jspecify.annotations.NullMarked;
