/** What can be wrong with a machine that Giveback runs on: disk, database, files, ports. It looks, and changes nothing but a file of its own for a moment. */
@NullMarked
package dev.giveback.standalone.doctor;

import org.jspecify.annotations.NullMarked;
