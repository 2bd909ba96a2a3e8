using Matchmaking.Api.Auth;
using Matchmaking.Api.Http;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Sessions;
using Matchmaking.Core.Storage;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.Services;

/// <summary>
/// Keeps first pages of rankings of the whole market as they were sent. A page is sent again while nothing has changed that it was made of, which is known from the statement that reads the caller's key:
/// no further trip to the database, and never an answer older than what the caller has written or read.
/// </summary>
/// <param name="rankings">Makes what is not kept.</param>
/// <param name="lists">Where the lists are that pages go on in.</param>
/// <param name="now">The day.</param>
/// <param name="mostBytes">That all pages together may take; what goes beyond drops those that were not asked for longest.</param>
internal sealed class RankingAnswers(RankingService rankings, RankingLists lists, Surroundings now, long mostBytes = RankingAnswers.MostBytes)
{
    public const long MostBytes = 64 << 20;

    /// <summary>A query longer than any sensible one is not kept under its text.</summary>
    private const int QueryMost = 256;

    private readonly Lock _gate = new();
    private readonly RecentlyUsed<Key, Entry> _kept = new(mostBytes, e => e.Answer.Body.Length + QueryMost);

    public async Task<IResult> Of(HttpContext http, Caller caller, Subject subject)
    {
        var key = KeyOf(http, caller, subject);
        var state = http.Features.Get<RankingStateFeature>()?.State;
        if (key is not null && state is not null && Find(key, state.Value) is { } kept)
            return Answers.Hashed(http, kept);
        var made = await (subject.Type == RankingSubject.Fund ? rankings.OfFund(http, caller, new(subject.Id)) : rankings.OfRequest(http, caller, new(subject.Id)));
        if (!made.TryGet(out var view, out var error))
            return Answers.Problem(error);
        var answer = Answers.Hash(view);
        // The page may be of a later state than the one it is kept for: then nobody finds it who knows the later one.
        if (key is not null && state is not null)
        {
            lock (_gate)
                _kept.Set(key, new Entry(state.Value, answer, view.NextCursor is null ? null : view.InputHash));
        }

        return Answers.Hashed(http, answer);
    }

    /// <returns>Null where a page is not kept: it belongs to a session or to a list whose first page was served before.</returns>
    private Key? KeyOf(HttpContext http, Caller caller, Subject subject)
    {
        var query = http.Request.QueryString.Value ?? "";
        if (query.Length > QueryMost || http.Request.Query.ContainsKey("cursor") || http.Request.Query.ContainsKey("sessionId"))
            return null;
        // Staff see the same; of others each key sees what it sees.
        return new Key(subject, query, MessageCatalogue.Choose(http.Request.Headers.AcceptLanguage), caller.IsStaff ? null : caller.KeyId, now.Today);
    }

    private HashedAnswer? Find(Key key, RankingState state)
    {
        Entry? entry;
        lock (_gate)
            _kept.TryUse(key, out entry);
        // Whoever gets the page can go on from it for as long as after any other.
        return entry is not null && entry.State == state && (entry.Continues is null || lists.Touch(entry.Continues)) ? entry.Answer : null;
    }

    private sealed record Key(Subject Subject, string Query, Language Language, KeyId? Caller, DateOnly Day);

    /// <param name="State">Of which it is, or an earlier one.</param>
    /// <param name="Answer">The page.</param>
    /// <param name="Continues">Input hash of the list that has further pages; null where there are none.</param>
    private sealed record Entry(RankingState State, HashedAnswer Answer, string? Continues);
}
