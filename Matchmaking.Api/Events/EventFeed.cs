using System.Diagnostics;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Events;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Core.Storage.Keys;

namespace Matchmaking.Api.Events;

/// <summary>Events for those who ask, in the order in which things changed, each once. The position that a reader holds is all there is to it.</summary>
internal sealed class EventFeed(IDatabase database, Surroundings now, IHostApplicationLifetime lifetime)
{
    /// <summary>Rows that one answer looks at; then it tells how far it got, with what it found.</summary>
    public const int RowsMost = 2_000;

    private const int Batch = 500;

    /// <summary>A waiting reader looks again after so long, should it have missed a signal.</summary>
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(5);

    private readonly ChangeSignal _changes = new(database.Changes, ChangeTopics.Audit);

    public async Task<Result<EventPageView>> Read(Caller caller, EventQuery query, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        // Not the clock of the rules: this is about how long a connection is held.
        var asked = Stopwatch.GetTimestamp();
        var position = query.After;
        while (true)
        {
            var change = _changes.Next();
            var result = await database.Read(db => Page(db, caller, query, position), cancel);
            if (!result.TryGet(out var page, out _) || page.Items.Count > 0 || page.More)
                return result.Map(p => p.View);
            position = page.Position;
            var left = query.Wait - Stopwatch.GetElapsedTime(asked);
            if (left <= TimeSpan.Zero || ended.IsCancellationRequested)
                return page.View;
            await change.WaitAsync(left < _look ? left : _look, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancel.ThrowIfCancellationRequested();
        }
    }

    private async Task<Result<FoundPage>> Page(Db db, Caller caller, EventQuery query, long? after)
    {
        // A reader may have waited for long: a key that ended meanwhile opens nothing any more.
        if (await KeyStore.Find(db, caller.KeyId) is not { } key || !key.IsUsable(now.Time))
            return new DomainError(ErrorKind.Unauthenticated, Codes.Unauthenticated);
        var head = (await AuditLog.Head(db)).Sequence;
        if (after is not { } position)
            return new FoundPage([], head, More: false);
        // Only a database that was restored is behind its readers.
        if (position > head)
            return new DomainError(ErrorKind.Gone, Codes.CursorExpired);

        var visibility = new EventVisibility(db, caller);
        var found = new List<ChangeEvent>();
        for (var rows = 0; rows < RowsMost; rows += Batch)
        {
            var batch = await EventReader.After(db, position, Batch, Guid.TryParse(query.ResourceId, out var id) ? id : null);
            foreach (var projected in batch.Events.Where(e => query.Asks(e.Event)))
            {
                if (await visibility.Show(projected) is not { } shown)
                    continue;
                found.Add(shown);
                if (found.Count == query.Limit)
                    return new FoundPage(found, projected.Sequence, More: true);
            }

            position = batch.Position;
            if (batch.IsEnd)
                return new FoundPage(found, position, More: false);
        }

        return new FoundPage(found, position, More: true);
    }

    private sealed record FoundPage(IReadOnlyList<ChangeEvent> Items, long Position, bool More)
    {
        public EventPageView View => new(Items, EventQuery.Cursor(Position), More);
    }
}
