/** The published contract: requests become commands, answers become responses. No rule of a campaign is here. */
@NullMarked
package dev.giveback.coupon.grpc;

import org.jspecify.annotations.NullMarked;
