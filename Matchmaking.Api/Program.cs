using Matchmaking.Api.Verbs;

return await VerbTable.Run(args, Console.Out, Console.Error);
