package dev.giveback.loyalty.rules;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.HomogeneousLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import dev.giveback.loyalty.domain.Condition;
import java.util.List;

/**
 * Makes conditions of CEL expressions. Safe for use by many threads; a compilation takes milliseconds, so call it where a program
 * is saved or loaded and never on a thread of the network.
 */
public final class ConditionCompiler {
    /** Unicode code points of one expression. */
    public static final int MAX_LENGTH = 1_000;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_ERRORS = 10;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseErrorRecoveryLimit(MAX_ERRORS)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    /** No macros, no regular expressions, no conversions and nothing dynamic: what is left is cheap and can hardly fail. */
    private static final CelStandardDeclarations FUNCTIONS = CelStandardDeclarations.newBuilder()
            .includeFunctions(
                    StandardFunction.LOGICAL_AND,
                    StandardFunction.LOGICAL_OR,
                    StandardFunction.LOGICAL_NOT,
                    StandardFunction.CONDITIONAL,
                    StandardFunction.EQUALS,
                    StandardFunction.NOT_EQUALS,
                    StandardFunction.LESS,
                    StandardFunction.LESS_EQUALS,
                    StandardFunction.GREATER,
                    StandardFunction.GREATER_EQUALS,
                    StandardFunction.ADD,
                    StandardFunction.SUBTRACT,
                    StandardFunction.MULTIPLY,
                    StandardFunction.DIVIDE,
                    StandardFunction.MODULO,
                    StandardFunction.NEGATE,
                    StandardFunction.IN,
                    StandardFunction.SIZE,
                    StandardFunction.CONTAINS,
                    StandardFunction.STARTS_WITH,
                    StandardFunction.ENDS_WITH,
                    StandardFunction.TIMESTAMP,
                    StandardFunction.GET_FULL_YEAR,
                    StandardFunction.GET_MONTH,
                    StandardFunction.GET_DATE,
                    StandardFunction.GET_HOURS,
                    StandardFunction.GET_MINUTES)
            .build();

    private final CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(Timestamps.STANDARD_WITHOUT_TEXT)
            .addFunctionBindings(Timestamps.BINDING)
            .build();
    private final CelCompiler orderCompiler = compiler(false);
    private final CelCompiler lineCompiler = compiler(true);
    private final CelValidator orderValidator = validator(orderCompiler);
    private final CelValidator lineValidator = validator(lineCompiler);
    private final Runnable onFailure;

    /**
     * A compiler.
     *
     * @param onFailure runs when an evaluation fails, on the thread of the checkout: count there, and do nothing slow
     */
    public ConditionCompiler(Runnable onFailure) {
        this.onFailure = onFailure;
    }

    /** Compiles a condition on an order and its customer. The empty expression always holds. */
    public Compilation ofOrder(String expression) {
        return compile(expression, orderCompiler, orderValidator);
    }

    /** Compiles a condition on one line, its order and its customer. The empty expression always holds. */
    public Compilation ofLine(String expression) {
        return compile(expression, lineCompiler, lineValidator);
    }

    private Compilation compile(String expression, CelCompiler compiler, CelValidator validator) {
        if (expression.isEmpty()) {
            return new Compilation.Compiled(Condition.ALWAYS);
        }
        CelValidationResult checked = compiler.compile(expression);
        if (checked.hasError()) {
            return broken(expression, checked.getErrors());
        }
        try {
            CelAbstractSyntaxTree tree = checked.getAst();
            CelValidationResult validated = validator.validate(tree);
            return validated.hasError()
                    ? broken(expression, validated.getErrors())
                    : new Compilation.Compiled(new CelCondition(runtime.createProgram(tree), onFailure));
        } catch (CelValidationException | CelEvaluationException e) {
            return new Compilation.Broken(List.of(new ConditionError(1, 1, "cannot be compiled: " + e.getMessage())));
        }
    }

    private static Compilation broken(String expression, List<CelIssue> issues) {
        return new Compilation.Broken(issues.stream()
                .limit(MAX_ERRORS)
                .map(issue -> CelMessages.explain(issue, expression))
                .toList());
    }

    private static CelCompiler compiler(boolean ofLine) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(FUNCTIONS)
                .setResultType(SimpleType.BOOL);
        for (FactVariable variable : FactVariable.values()) {
            if (ofLine || !variable.ofLine()) {
                builder.addVar(variable.qualifiedName(), variable.type());
            }
        }
        return builder.build();
    }

    private CelValidator validator(CelCompiler compiler) {
        return CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
                .addAstValidators(TimestampLiteralValidator.INSTANCE, HomogeneousLiteralValidator.newInstance())
                .build();
    }
}
