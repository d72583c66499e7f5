/** What the input file must come to, summed without any code of the replay or of the service. */
@NullMarked
package dev.giveback.standalone.audit;

import org.jspecify.annotations.NullMarked;
