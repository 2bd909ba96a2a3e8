using System.Globalization;
using System.Text.Json;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Operations;

namespace Matchmaking.Api.Operations;

/// <summary>Why an operation failed.</summary>
internal sealed record OperationErrorView(string Code, string Message);

/// <summary>Refusals are kept in no language, and told in the reader's.</summary>
internal static class OperationTexts
{
    public static string Keep(DomainError error)
    {
        // With a single field to blame, what is wrong with it says more than that something is.
        var (code, args) = error.Fields is [var only, ..] ? (only.Code, only.Args) : (error.Code, error.Args);
        var texts = args.ToDictionary(a => a.Name, a => Convert.ToString(a.Value, CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal);
        return JsonSerializer.Serialize(new OperationError(code, texts), WireJson.Options);
    }

    public static OperationErrorView Tell(string kept, Language language)
    {
        var error = JsonSerializer.Deserialize<OperationError>(kept, WireJson.Options)!;
        return new OperationErrorView(error.Code, MessageCatalogue.Text(error.Code, language, [.. error.Args.Select(a => (a.Key, (object?)a.Value))]));
    }
}
