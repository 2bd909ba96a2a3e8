using System.Text.Json;
using System.Threading.Channels;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Operations;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Tests.Api.Operations;

/// <summary>What to do: so many steps, each of which creates a startup.</summary>
internal sealed record StepsInput(int Steps, string Name);

internal sealed record StepsState(int Done);

/// <summary>Long work of a test: takes a step whenever it is allowed to, and can be told to fail or to break.</summary>
internal sealed class StepsHandler(string kind = "steps", OperationLane lane = OperationLane.Data) : IOperationHandler
{
    private readonly Channel<bool> _allowed = Channel.CreateUnbounded<bool>();
    private readonly Uuid7Source _ids = new(TimeProvider.System);

    public string Kind => kind;

    public OperationLane Lane => lane;

    public DomainError? Refusal { get; set; }

    public Exception? Bug { get; set; }

    public void Allow(int steps)
    {
        for (var n = 0; n < steps; n++)
            _allowed.Writer.TryWrite(true);
    }

    public async Task<DomainError?> Run(OperationRun run, CancellationToken cancel)
    {
        var input = run.Input<StepsInput>();
        var done = run.Checkpoint<StepsState>()?.Done ?? 0;
        await run.Report(new OperationProgress(done, input.Steps, "stepping"));
        while (done < input.Steps)
        {
            await _allowed.Reader.ReadAsync(cancel);
            if (Bug is not null)
                throw Bug;
            if (Refusal is not null)
                return Refusal;
            var next = done + 1;
            var id = _ids.Next();
            var taken = await run.Commit<StepsState>(
                async db =>
                {
                    var startup = new Startup { Id = new(id), Version = 1, CreatedAt = run.Origin.At, UpdatedAt = run.Origin.At, Name = $"{input.Name} {next}" };
                    return (await StartupStore.Entities.Insert(db, startup)).Map(_ => new StepsState(next));
                },
                state => new OperationProgress(state.Done, input.Steps, "stepping"));
            if (taken.Error is { } refused)
                return refused;
            done = next;
        }

        return null;
    }

    public object View(JsonElement result, Language language) => new { Done = result.GetProperty("done").GetInt32(), Word = language == Language.Zh ? "步" : "steps" };
}
