# Votes : ce qui est secret, ce qui est publié, ce qui prouve.

cmd-vote-export = Recevoir le dossier qui permet à chacun de recompter un vote clos
    .name = vote dossier
vote-export-poll = Vote clos
    .ask = Quel vote ? Sa question, ou le numéro que donne « Comment a-t-on compté ? ».
closed-polls-none = Aucun vote clos ne répond à « { $typed } ». Donnez sa question, ou son numéro.
closed-polls-several = Plusieurs votes répondent à « { $typed } ». Choisissez dans la liste.
export-here = Voici le dossier de vérification de { $question }. Décompressez-le, lancez { $command } : tout y est recompté, sans nous croire sur parole.
export-instead = Ce salon ne prend pas de fichier, ou pas de cette taille. Demandez-le en privé, ou à votre librairie en donnant le numéro { $number }.
export-kept = Les bulletins de ce vote ne sont pas publiés un par un : son dossier se demande à votre librairie. Votre reçu, lui, se vérifie toujours.
