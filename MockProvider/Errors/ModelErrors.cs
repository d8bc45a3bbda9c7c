using Microsoft.AspNetCore.Http;

namespace MockProvider.Errors;

/// <summary>What the real service says about the model a request names.</summary>
internal static class ModelErrors
{
    public static ApiError Empty() => new(StatusCodes.Status400BadRequest, "you must provide a model parameter");

    public static ApiError Unknown(string model) =>
        new(StatusCodes.Status404NotFound, $"The model `{model}` does not exist or you do not have access to it.", Code: "model_not_found");
}
