using System.Globalization;
using System.Text.Json;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Limits;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.Services;

/// <summary>What a caller wants to see of a ranking.</summary>
internal sealed record RankingQuery(
    SessionId? SessionId, FreezeId? FreezeId, DateOnly? AsOf, int Limit, string? Cursor, bool Excluded, bool Interval, bool Names, bool Text)
{
    public static Result<RankingQuery> Read(HttpContext http)
    {
        var query = new QueryReader(http);
        var session = query.Id<Session>("sessionId");
        var freeze = query.Id<Freeze>("freezeId");
        var asOf = query.Day("asOf");
        var limit = query.Limit();
        var cursor = query.Text("cursor");
        var include = query.Words("include", "excluded", "interval", "names", "text");
        if (freeze is not null && session is null)
            query.Refuse("sessionId", Codes.Required);
        return query.Finish() is { } refused
            ? refused
            : new RankingQuery(session, freeze, asOf, limit, cursor, include.Contains("excluded"), include.Contains("interval"), include.Contains("names"), include.Contains("text"));
    }
}

/// <summary>Names and registrations that a page shows beside ids.</summary>
internal sealed record RankingNames(
    Func<FinancingRequestId, (string? Startup, string? Title)> Request,
    Func<FundId, string?> Fund,
    Func<Guid, RegistrationId?> Registration)
{
    public static readonly RankingNames None = new(_ => (null, null), _ => null, _ => null);
}

/// <summary>Cuts pages from whole rankings and puts reasons into words.</summary>
internal static class RankingPages
{
    private static readonly JsonElement _null = JsonSerializer.SerializeToElement<object?>(null);

    /// <summary>A position in a list: the list's input hash and how many items came before.</summary>
    public static (string InputHash, int Offset)? ReadCursor(string scope, string cursor)
    {
        var parts = Cursor.Decode(scope, cursor)?.Split(':');
        return parts is [var hash, var offset] && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (hash, count)
            : null;
    }

    /// <param name="body">With the items of the page.</param>
    /// <param name="freeze">The freeze that it comes from; null when it was computed.</param>
    /// <param name="query">What is to be seen.</param>
    /// <param name="scope">Of its cursors.</param>
    /// <param name="offset">Items before the page.</param>
    /// <param name="language">Of what stands in words.</param>
    /// <param name="reasons">Puts reasons into words.</param>
    /// <param name="names">What stands beside ids.</param>
    public static RankingView Page(RankingBody body, FreezeId? freeze, RankingQuery query, string scope, int offset, Language language, ReasonText reasons, RankingNames names)
    {
        var items = body.Items.Select(i => Item(i, query, names, Words)).ToList();
        var next = offset + items.Count;
        return new RankingView
        {
            Subject = body.Subject,
            ModelVersion = body.ModelVersion,
            InputHash = body.InputHash,
            AsOf = body.AsOf,
            FreezeId = freeze,
            RiskParameters = body.RiskParameters is { } version ? RiskEvidence.Of(version, language) : null,
            UsualTicketCny = body.UsualTicketCny,
            Total = body.Total,
            ExcludedTotal = body.ExcludedTotal,
            Items = items,
            Excluded = query.Excluded && offset == 0 ? [.. (body.Excluded ?? []).Select(e => Excluded(e, r => reasons.Of(r, language), names))] : null,
            NextCursor = next < body.Total ? Cursor.Encode(scope, $"{body.InputHash}:{next}") : null,
        };

        ContributionView Words(RankedItem item, FeatureContribution contribution) => new(contribution.Feature, contribution.Value, contribution.Contribution)
        {
            Text = query.Text ? ContributionText.Of(contribution, item.TicketCny, body.UsualTicketCny, language) : null,
        };
    }

    private static RankedItemView Item(
        RankedItem item, RankingQuery query, RankingNames names, Func<RankedItem, FeatureContribution, ContributionView> words) => Named(
        new RankedItemView
        {
            Rank = item.Rank,
            FinancingRequestId = item.FinancingRequestId,
            FundId = item.FundId,
            TicketCny = item.TicketCny,
            Score = item.Score,
            RawScore = item.RawScore,
            Baseline = item.Baseline,
            Contributions = [.. item.Contributions.Select(c => words(item, c))],
            Risk = item.Risk,
            LiftedFrom = item.LiftedFrom,
            RankInterval = !query.Interval ? null : item.RankInterval is { } interval ? JsonSerializer.SerializeToElement(interval, WireJson.Options) : _null,
        },
        names);

    private static ExcludedItemView Excluded(ExcludedItem item, Func<LimitReason, string> message, RankingNames names) => Named(
        new ExcludedItemView
        {
            FinancingRequestId = item.FinancingRequestId,
            FundId = item.FundId,
            Reasons = [.. item.Reasons.Select(r => new LimitReasonView(r.Code, message(r), r.Actual, r.Limit))],
            Counterfactual = item.Counterfactual,
        },
        names);

    /// <summary>The same item with the names and the registration of its one id.</summary>
    private static TView Named<TView>(TView item, RankingNames names)
        where TView : NamedItemView
    {
        var (startup, title) = item.FinancingRequestId is { } request ? names.Request(request) : (null, null);
        // Copying a record through its base keeps its own type.
        return (TView)((NamedItemView)item with
        {
            StartupName = startup,
            Title = title,
            FundName = item.FundId is { } fund ? names.Fund(fund) : null,
            RegistrationId = names.Registration(item.FinancingRequestId?.Value ?? item.FundId!.Value.Value),
        });
    }
}
