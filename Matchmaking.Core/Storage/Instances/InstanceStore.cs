namespace Matchmaking.Core.Storage.Instances;

/// <summary>The processes that serve from a database, and what work each has taken on.</summary>
public static class InstanceStore
{
    private const string InsertSql = "INSERT INTO instances (id, started_at, program, beat) VALUES (@id, @startedAt, @program, 1)";

    private const string BeatSql = "UPDATE instances SET beat = beat + 1 WHERE id = @id";

    private const string AllSql = "SELECT id, started_at, program, beat FROM instances ORDER BY id";

    private const string DeleteSql = "DELETE FROM instances WHERE id = @id";

    private const string DeleteOthersSql = "DELETE FROM instances WHERE id <> @id";

    private const string HolderSql = "SELECT holder FROM leases JOIN instances ON instances.id = holder WHERE name = @name";

    private const string TakeSql = "INSERT INTO leases (name, holder) VALUES (@name, @holder) ON CONFLICT (name) DO UPDATE SET holder = @holder";

    public static Task Insert(Db db, Instance instance) => db.Execute(
        InsertSql, new { id = Column.Id(instance.Id), startedAt = Column.Time(instance.StartedAt), program = instance.Program });

    /// <summary>Tells that an instance lives.</summary>
    /// <returns>False when it is not listed any more: others took it for dead.</returns>
    public static async Task<bool> Beat(Db db, Guid id) => await db.Execute(BeatSql, new { id = Column.Id(id) }).ConfigureAwait(false) == 1;

    /// <summary>All that are listed, in the order of their ids.</summary>
    public static async Task<IReadOnlyList<Instance>> All(Db db) =>
        [.. (await db.Query<InstanceRow>(AllSql).ConfigureAwait(false)).Select(r => new Instance(Guid.ParseExact(r.Id, "D"), Column.Time(r.StartedAt), r.Program, r.Beat))];

    /// <summary>Strikes an instance off the list; what it was doing waits for somebody else.</summary>
    public static Task Delete(Db db, Guid id)
    {
        db.Work.Tell(ChangeTopics.OperationsQueued);
        return db.Execute(DeleteSql, new { id = Column.Id(id) });
    }

    /// <summary>For one that has the database to itself: whoever else is listed has ended.</summary>
    public static Task DeleteOthers(Db db, Guid id) => db.Execute(DeleteOthersSql, new { id = Column.Id(id) });

    /// <summary>Who does a work of which there is one for all instances; null: nobody that is listed.</summary>
    public static async Task<Guid?> Holder(Db db, string lease) =>
        await db.QuerySingleOrDefault<string>(HolderSql, new { name = lease }).ConfigureAwait(false) is { } id ? Guid.ParseExact(id, "D") : null;

    /// <summary>Takes a work on, from whoever has it.</summary>
    public static Task Take(Db db, string lease, Guid holder) => db.Execute(TakeSql, new { name = lease, holder = Column.Id(holder) });

    private sealed record InstanceRow
    {
        public string Id { get; init; } = "";
        public long StartedAt { get; init; }
        public string Program { get; init; } = "";
        public long Beat { get; init; }
    }
}

/// <summary>A process that serves.</summary>
/// <param name="Id">Its own, made at its start.</param>
/// <param name="StartedAt">When, by its clock.</param>
/// <param name="Program">Version of the program.</param>
/// <param name="Beat">Grows as long as it lives.</param>
public sealed record Instance(Guid Id, DateTimeOffset StartedAt, string Program, long Beat)
{
    /// <summary>So long a beat may stand still before others take the instance for dead: five beats.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);
}
