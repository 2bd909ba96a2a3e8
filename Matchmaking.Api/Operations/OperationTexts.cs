using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Errors;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Operations;

namespace Matchmaking.Api.Operations;

/// <summary>Why an operation failed.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Message">In the language of Accept-Language.</param>
internal sealed record OperationErrorView(string Code, string Message)
{
    /// <summary>Where there is no plan: the limits that cannot hold together.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ConflictView>? Conflicts { get; init; }

    /// <summary>Where there is no plan: changes, each of which helps alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RelaxationView>? Relaxations { get; init; }
}

/// <summary>Refusals are kept in no language, and told in the reader's.</summary>
internal static class OperationTexts
{
    public static string Keep(DomainError error)
    {
        // With a single field to blame, what is wrong with it says more than that something is.
        var (code, args) = error.Fields is [var only, ..] ? (only.Code, only.Args) : (error.Code, error.Args);
        var texts = args.ToDictionary(a => a.Name, a => Kept(a.Value), StringComparer.Ordinal);
        return JsonSerializer.Serialize(new OperationError(code, texts), WireJson.Options);
    }

    public static OperationErrorView Tell(string kept, Language language)
    {
        var error = JsonSerializer.Deserialize<OperationError>(kept, WireJson.Options)!;
        return new OperationErrorView(error.Code, MessageCatalogue.Text(error.Code, language, [.. error.Args.Select(a => (a.Key, (object?)a.Value))]))
        {
            Conflicts = Limits(error, PlanRefusals.Conflicts)?.Select(c => ConflictView.Of(c, language)).ToList(),
            Relaxations = Limits(error, PlanRefusals.Relaxations)?.Select(r => RelaxationView.Of(r, language)).ToList(),
        };
    }

    private static string Kept(object? value) => value is IReadOnlyList<LimitArgument> limits
        ? JsonSerializer.Serialize(limits, WireJson.Options)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static List<LimitArgument>? Limits(OperationError error, string name) =>
        error.Args.TryGetValue(name, out var kept) ? JsonSerializer.Deserialize<List<LimitArgument>>(kept, WireJson.Options) : null;
}
