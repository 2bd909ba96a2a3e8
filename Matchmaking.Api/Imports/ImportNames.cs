using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Imports;

/// <summary>The names of startups and funds while a file is imported.</summary>
internal sealed class ImportNames
{
    public NameIndex Startups { get; } = new(StartupStore.Names, ChangeCounters.Market);

    public NameIndex Funds { get; } = new(FundStore.Names, ChangeCounters.Funds);

    public async Task BeginBlock(Db db)
    {
        await Startups.BeginBlock(db);
        await Funds.BeginBlock(db);
    }

    /// <summary>Ends a block whose effects are kept.</summary>
    public async Task EndBlock(Db db)
    {
        await Startups.EndBlock(db);
        await Funds.EndBlock(db);
    }

    /// <summary>After a block whose effects are undone nothing that was learned in it holds.</summary>
    public void Undo()
    {
        Startups.Forget();
        Funds.Forget();
    }
}
