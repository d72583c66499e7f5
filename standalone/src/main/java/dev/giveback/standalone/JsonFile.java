package dev.giveback.standalone;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/** A message that stands in a file as its JSON. */
final class JsonFile {
    private JsonFile() {}

    /**
     * Reads it.
     *
     * @param what it is, for the user: a survey, say
     * @throws Problem if the file cannot be read, or is something else
     */
    static <B extends Message.Builder> B read(Path file, B into, String what) {
        try {
            JsonFormat.parser().merge(Files.readString(file, StandardCharsets.UTF_8), into);
            return into;
        } catch (InvalidProtocolBufferException malformed) {
            throw Problem.failed(file + " is no " + what + ": " + malformed.getMessage(), malformed);
        } catch (NoSuchFileException missing) {
            throw Problem.failed(file + " cannot be read: there is no such file", missing);
        } catch (IOException unreadable) {
            throw Problem.failed(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** An id made from what is asked for, so that the same again is a repeat. */
    static String requestId(Message asked) {
        return UUID.nameUUIDFromBytes(asked.toByteArray()).toString();
    }
}
