# Ce que Discord seul doit dire.

platform-discord = Discord
right-view-channel = Voir le salon
right-send-messages = Envoyer des messages
right-attach-files = Joindre des fichiers (les images des résultats)
right-create-public-threads = Créer des fils publics
right-send-in-threads = Envoyer des messages dans les fils
right-manage-threads = Gérer les fils
right-not-timed-out = Parler : le robot est exclu temporairement, levez cette exclusion
token-refused-discord = Discord refuse le jeton. Vérifiez AGORA_DISCORD__TOKEN.
form-gone = Ce que vous aviez écrit n’est plus là : je ne le garde qu’un quart d’heure. Relancez la commande pour recommencer.
form-line-gone = Les détails donnés sur la ligne de la commande ne sont plus là : une autre commande les a remplacés, ou ils ont attendu plus d’un jour. Relancez la commande avec ces détails ; ce que vous venez d’écrire y sera déjà.
