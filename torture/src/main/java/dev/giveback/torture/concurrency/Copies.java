package dev.giveback.torture.concurrency;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Loads the classes of one package anew, from the very bytes that are shipped. Of methods that are named it takes {@code synchronized} off: that
 * is the planted fault.
 */
final class Copies extends ClassLoader {
    private static final int CLASS_HEADER = 8;
    private static final int SYNCHRONIZED = 0x0020;

    private final String inPackage;
    private final Set<String> unlocked;

    /** @param unlocked as {@code Class.method}, without the package */
    Copies(String inPackage, Set<String> unlocked) {
        super(Copies.class.getClassLoader());
        this.inPackage = inPackage;
        this.unlocked = unlocked;
    }

    /** A class of the package. */
    Class<?> of(String simpleName) throws ClassNotFoundException {
        return loadClass(inPackage + "." + simpleName);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(inPackage + ".") || name.indexOf('.', inPackage.length() + 1) >= 0) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : copy(name);
        }
    }

    private Class<?> copy(String name) throws ClassNotFoundException {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = file.readAllBytes();
            unlock(bytes, name.substring(inPackage.length() + 1));
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    /** Goes through the file as chapter 4 of the JVM's specification lays it out. */
    private void unlock(byte[] bytes, String className) {
        ByteBuffer file = ByteBuffer.wrap(bytes).position(CLASS_HEADER);
        String[] texts = constants(file);
        skip(file, 6);
        skip(file, 2 * file.getShort());
        members(file, texts, "");
        members(file, texts, className + ".");
    }

    private static String[] constants(ByteBuffer file) {
        String[] texts = new String[Short.toUnsignedInt(file.getShort())];
        for (int at = 1; at < texts.length; at++) {
            int tag = file.get();
            switch (tag) {
                case 1 -> {
                    byte[] text = new byte[Short.toUnsignedInt(file.getShort())];
                    file.get(text);
                    texts[at] = new String(text, StandardCharsets.UTF_8);
                }
                case 5, 6 -> {
                    skip(file, 8);
                    at++;
                }
                case 7, 8, 16, 19, 20 -> skip(file, 2);
                case 15 -> skip(file, 3);
                default -> skip(file, 4);
            }
        }
        return texts;
    }

    /** Fields or methods; with an empty prefix none is changed. */
    private void members(ByteBuffer file, String[] texts, String prefix) {
        int count = Short.toUnsignedInt(file.getShort());
        for (int member = 0; member < count; member++) {
            int at = file.position();
            int access = file.getShort();
            String name = texts[Short.toUnsignedInt(file.getShort())];
            if (!prefix.isEmpty() && unlocked.contains(prefix + name)) {
                file.putShort(at, (short) (access & ~SYNCHRONIZED));
            }
            skip(file, 2);
            int attributes = Short.toUnsignedInt(file.getShort());
            for (int attribute = 0; attribute < attributes; attribute++) {
                skip(file, 2);
                skip(file, file.getInt());
            }
        }
    }

    private static void skip(ByteBuffer file, int bytes) {
        file.position(file.position() + bytes);
    }
}
