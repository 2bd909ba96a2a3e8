using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Startups;

namespace Matchmaking.Api.Imports;

/// <summary>
/// The names of startups and funds while a file is imported. Between two blocks of rows others write too: names are
/// read again when their counter moved.
/// </summary>
internal sealed class ImportNames
{
    private long _market = -1;
    private long _funds = -1;

    public NameIndex Startups { get; } = new(StartupStore.Names);

    public NameIndex Funds { get; } = new(FundStore.Names);

    public async Task BeginBlock(Db db)
    {
        if (await ChangeCounters.Read(db, ChangeCounters.Market) != _market)
            Startups.Forget();
        if (await ChangeCounters.Read(db, ChangeCounters.Funds) != _funds)
            Funds.Forget();
    }

    /// <summary>Ends a block whose effects are kept.</summary>
    public async Task EndBlock(Db db)
    {
        _market = await ChangeCounters.Read(db, ChangeCounters.Market);
        _funds = await ChangeCounters.Read(db, ChangeCounters.Funds);
    }

    /// <summary>After a block whose effects are undone nothing that was learned in it holds.</summary>
    public void Undo()
    {
        Startups.Forget();
        Funds.Forget();
    }
}
