package dev.giveback.torture.concurrency;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;

/** What only a class's own package may call. */
final class Inside {
    private Inside() {}

    static Constructor<?> constructor(Class<?> of, int parameters) {
        Constructor<?> found = Arrays.stream(of.getDeclaredConstructors())
                .filter(each -> each.getParameterCount() == parameters)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(of + ": no constructor of " + parameters));
        found.setAccessible(true);
        return found;
    }

    static Method method(Class<?> of, String name) {
        Method found = Arrays.stream(of.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(of + ": no method " + name));
        found.setAccessible(true);
        return found;
    }

    static Object field(Object of, String name) throws ReflectiveOperationException {
        Field found = of.getClass().getDeclaredField(name);
        found.setAccessible(true);
        return found.get(of);
    }
}
