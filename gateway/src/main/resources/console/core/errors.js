// What a refused call says, as AIP-193 has it.

const PREFIX = "type.googleapis.com/google.rpc.";

/** A call that was refused, or that nobody answered. */
export class ApiError extends Error {
  constructor(httpStatus, body) {
    const error = body?.error ?? {};
    super(error.message || `The server answered ${httpStatus}.`);
    this.name = "ApiError";
    this.httpStatus = httpStatus;
    this.status = error.status || (httpStatus === 0 ? "UNAVAILABLE" : "UNKNOWN");
    this.details = error.details ?? [];
    const info = this.detail("ErrorInfo");
    this.reason = info?.reason ?? "";
    this.metadata = info?.metadata ?? {};
    this.violations = this.detail("BadRequest")?.fieldViolations ?? [];
    this.retrySeconds = Number(String(this.detail("RetryInfo")?.retryDelay ?? "0").replace(/s$/, ""));
  }

  detail(type) {
    return this.details.find((each) => each["@type"] === PREFIX + type);
  }

  /** Whether this installation does not have the method, so that a part of a page has nothing to show. */
  get isMissing() {
    return this.status === "UNIMPLEMENTED" || (this.httpStatus === 404 && ["", "NO_SUCH_PATH"].includes(this.reason)) || this.httpStatus === 405;
  }
}

/** The answer of nobody: the server is away. */
export function away(cause) {
  const error = new ApiError(0, {
    error: { message: "The server did not answer. Is it running?", status: "UNAVAILABLE" },
  });
  error.cause = cause;
  return error;
}
